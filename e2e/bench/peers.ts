/**
 * nginx and Caddy as plain reverse proxies, for comparison. Their Debian packages are unpacked into a cache folder of
 * this project, so that nothing is installed on the machine and no service is started.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const CACHE = resolve('node_modules/.cache/tunneldesk-bench')
const LIMIT_MS = 120_000

/** @returns the paths of the programs; null when they are not available, and prints why */
export const findPeers = (): { nginx: string; caddy: string } | null => {
  mkdirSync(CACHE, { recursive: true })
  const nginx = join(CACHE, 'root/usr/sbin/nginx')
  const caddy = join(CACHE, 'root/usr/bin/caddy')
  const run = (file: string, args: string[]) =>
    execFileSync(file, args, { cwd: CACHE, stdio: 'ignore', timeout: LIMIT_MS })
  try {
    if (!existsSync(nginx) || !existsSync(caddy)) {
      try {
        run('apt-get', ['download', 'nginx', 'caddy'])
      } catch {
        // A new system has no package lists yet.
        run('apt-get', ['update', '-q'])
        run('apt-get', ['download', 'nginx', 'caddy'])
      }
      run('sh', ['-c', 'for package in *.deb; do dpkg-deb -x "$package" root; done'])
    }
    run(nginx, ['-v'])
    run(caddy, ['version'])
    return { nginx, caddy }
  } catch (error) {
    console.log(
      `Not measured beside nginx and Caddy: apt-get cannot provide them (${(error as Error).message})`,
    )
    return null
  }
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => done(port))
    })
  })

export interface Running {
  port: number
  stop(): void
}

const running = async (file: string, args: string[], port: number): Promise<Running> => {
  const child: ChildProcess = spawn(file, args, {
    cwd: CACHE,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, HOME: CACHE, PORT: String(port) },
  })
  // Stops the process even if the benchmark fails.
  process.once('exit', () => child.kill('SIGTERM'))
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false))
      socket.unref()
    })
    if (isUp) return { port, stop: () => void child.kill('SIGTERM') }
    await pause(50)
  }
  child.kill('SIGKILL')
  throw new Error(`${file} does not answer on its port`)
}

const nginxConfig = (name: string, servers: string) => `
daemon off;
worker_processes auto;
error_log stderr crit;
pid ${CACHE}/${name}.pid;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${CACHE}/${name}-body;
  proxy_temp_path ${CACHE}/${name}-proxy;
  fastcgi_temp_path ${CACHE}/${name}-fastcgi;
  uwsgi_temp_path ${CACHE}/${name}-uwsgi;
  scgi_temp_path ${CACHE}/${name}-scgi;
  keepalive_requests 10000000;
  ${servers}
}
`
const startNginx = async (program: string, name: string, port: number, servers: string): Promise<Running> => {
  const config = join(CACHE, `${name}.conf`)
  writeFileSync(config, nginxConfig(name, servers))
  return running(program, ['-p', CACHE, '-c', config], port)
}

/** The fastest upstream available: nginx with one fixed answer to reads and one to POSTs. */
export const startUpstream = async (nginx: string, read: string, posted: string): Promise<Running> => {
  const port = await freePort()
  return startNginx(
    nginx,
    'upstream',
    port,
    `server { listen 127.0.0.1:${port}; default_type application/json; location / {
       if ($request_method = POST) { return 200 '${posted}'; }
       return 200 '${read}'; } }`,
  )
}

export const startNginxProxy = async (nginx: string, upstream: number): Promise<Running> => {
  const port = await freePort()
  return startNginx(
    nginx,
    'proxy',
    port,
    `upstream api { server 127.0.0.1:${upstream}; keepalive 64; keepalive_requests 10000000; }
     server { listen 127.0.0.1:${port}; location / {
       proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://api; } }`,
  )
}

export const startCaddyProxy = async (caddy: string, upstream: number): Promise<Running> => {
  const port = await freePort()
  const config = join(CACHE, 'Caddyfile')
  const options = 'admin off\n auto_https off'
  writeFileSync(
    config,
    `{\n ${options}\n}\nhttp://127.0.0.1:${port} {\n bind 127.0.0.1\n reverse_proxy 127.0.0.1:${upstream}\n}\n`,
  )
  return running(caddy, ['run', '--config', config, '--adapter', 'caddyfile'], port)
}

/** A minimal proxy with Node's server and `fetch`, without guard and limits. */
export const startFetchProxy = async (upstream: number): Promise<Running> => {
  const port = await freePort()
  const code = `
    import { createServer } from 'node:http'
    createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const { method, url, headers } = request
      const type = headers['content-type']
      const answer = await fetch('http://127.0.0.1:${upstream}' + url, {
        method, ...(type && { headers: { 'content-type': type }, body }) })
      const text = await answer.text()
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type'), 'content-length': Buffer.byteLength(text) })
      response.end(text)
    }).listen(${port}, '127.0.0.1')`
  return running(process.execPath, ['--input-type=module', '-e', code], port)
}
