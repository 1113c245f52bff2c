# Cloudflare tunnel: lis-hq-a
/ip/ipsec/profile add name=cf-lis-hq-a enc-algorithm=aes-256 hash-algorithm=sha256 prf-algorithm=sha256 dh-group=ecp384 lifetime=1d dpd-interval=30s nat-traversal=yes
/ip/ipsec/proposal add name=cf-lis-hq-a auth-algorithms="" enc-algorithms=aes-256-gcm pfs-group=ecp384 lifetime=8h comment=cf-lis-hq-a
/ip/ipsec/peer add name=cf-lis-hq-a address=162.159.64.1/32 local-address=203.0.113.10 exchange-mode=ike2 profile=cf-lis-hq-a comment=cf-lis-hq-a
/ip/ipsec/identity add peer=cf-lis-hq-a auth-method=pre-shared-key my-id=fqdn:f5407d8db1a542b196c59f6d04ba8bd1.33145236.ipsec.cloudflare.com remote-id=address:162.159.64.1 secret="mQ0r3ZtYb8kLw2PfXs6VaJ9cHdNe47Tg" comment=cf-lis-hq-a
/interface/bridge add name=cf-lis-hq-a protocol-mode=none comment=cf-lis-hq-a
/ip/address add address=169.254.250.1/32 network=169.254.250.0 interface=cf-lis-hq-a comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=169.254.250.1/32 dst-address=169.254.250.0/32 tunnel=yes action=encrypt level=unique peer=cf-lis-hq-a proposal=cf-lis-hq-a comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.20.0.0/16 dst-address=10.20.0.0/16 action=none comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.20.0.0/16 dst-address=10.21.4.0/24 action=none comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.21.4.0/24 dst-address=10.20.0.0/16 action=none comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.21.4.0/24 dst-address=10.21.4.0/24 action=none comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.20.0.0/16 dst-address=10.0.0.0/8 tunnel=yes action=encrypt level=unique peer=cf-lis-hq-a proposal=cf-lis-hq-a comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.20.0.0/16 dst-address=172.16.0.0/12 tunnel=yes action=encrypt level=unique peer=cf-lis-hq-a proposal=cf-lis-hq-a comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.21.4.0/24 dst-address=10.0.0.0/8 tunnel=yes action=encrypt level=unique peer=cf-lis-hq-a proposal=cf-lis-hq-a comment=cf-lis-hq-a
/ip/ipsec/policy add src-address=10.21.4.0/24 dst-address=172.16.0.0/12 tunnel=yes action=encrypt level=unique peer=cf-lis-hq-a proposal=cf-lis-hq-a comment=cf-lis-hq-a
/ip/firewall/nat add chain=srcnat ipsec-policy=out,ipsec action=accept comment=cf-lis-hq-a place-before=0
/ip/firewall/mangle add chain=forward protocol=tcp tcp-flags=syn ipsec-policy=out,ipsec tcp-mss=1361-65535 action=change-mss new-mss=1360 passthrough=yes comment=cf-lis-hq-a
/ip/firewall/mangle add chain=forward protocol=tcp tcp-flags=syn ipsec-policy=in,ipsec tcp-mss=1361-65535 action=change-mss new-mss=1360 passthrough=yes comment=cf-lis-hq-a
/ip/firewall/address-list add list=cf-lis-hq-a address=10.20.0.0/16 comment=cf-lis-hq-a
/ip/route add dst-address=10.20.0.0/16 blackhole distance=254 comment=cf-lis-hq-a
/ip/firewall/address-list add list=cf-lis-hq-a address=10.21.4.0/24 comment=cf-lis-hq-a
/ip/route add dst-address=10.21.4.0/24 blackhole distance=254 comment=cf-lis-hq-a
/routing/filter/rule add chain=cf-lis-hq-a-out rule="if (dst == 10.20.0.0/16) { accept }" comment=cf-lis-hq-a
/routing/filter/rule add chain=cf-lis-hq-a-out rule="if (dst == 10.21.4.0/24) { accept }" comment=cf-lis-hq-a
/routing/bgp/instance add name=cf-lis-hq-a as=65010 router-id=169.254.250.1 comment=cf-lis-hq-a
/routing/bgp/connection add name=cf-lis-hq-a instance=cf-lis-hq-a local.role=ebgp local.address=169.254.250.1 remote.address=169.254.250.0 remote.as=13335 hold-time=90s keepalive-time=30s tcp-md5-key="bgp-Key_1" output.network=cf-lis-hq-a output.filter-chain=cf-lis-hq-a-out comment=cf-lis-hq-a
