#!/bin/sh
# XFRM interfaces and policy routing for: lis-hq-a
# Usage: cf-lis-hq-a up | down
set -eu

down() {
  ip rule del priority 13333 to 162.159.64.1/32 lookup 13335 2>/dev/null || :
  ip rule del priority 13334 from 203.0.113.10/32 lookup main suppress_prefixlength 0 2>/dev/null || :
  ip rule del priority 13335 from 203.0.113.10/32 lookup 13335 2>/dev/null || :
  ip link del cf-lis-hq-a 2>/dev/null || :
}

up() {
  gateway='203.0.113.1'
  if [ -z "$gateway" ]; then
    gateway=$(ip -4 route show default dev eth0 | sed -n 's/^default via \([0-9.]*\).*/\1/p' | head -n 1)
  fi
  # A point-to-point WAN, such as PPPoE, has no gateway address. A gateway need not be in the WAN's subnet.
  ip route replace default ${gateway:+via "$gateway"} dev eth0 ${gateway:+onlink} table 13335
  ip rule del priority 13333 to 162.159.64.1/32 lookup 13335 2>/dev/null || :
  ip rule add priority 13333 to 162.159.64.1/32 lookup 13335
  ip rule del priority 13334 from 203.0.113.10/32 lookup main suppress_prefixlength 0 2>/dev/null || :
  ip rule add priority 13334 from 203.0.113.10/32 lookup main suppress_prefixlength 0
  ip rule del priority 13335 from 203.0.113.10/32 lookup 13335 2>/dev/null || :
  ip rule add priority 13335 from 203.0.113.10/32 lookup 13335
  ip link show cf-lis-hq-a >/dev/null 2>&1 ||
    ip link add cf-lis-hq-a type xfrm dev eth0 if_id 101
  ip address replace 169.254.250.1/31 dev cf-lis-hq-a
  ip link set cf-lis-hq-a up
  sysctl -qw net.ipv4.conf.cf-lis-hq-a.rp_filter=2
  sysctl -qw net.ipv4.ip_forward=1
}

case "${1:-}" in
  up | down) "$1" ;;
  *) echo "usage: $0 up | down" >&2; exit 2 ;;
esac
