import type { OriginSpec } from './Origin.ts'

export const STATUS_PATH = '/status'

/** The configuration of an nginx of one process that answers every path with the file `body` in `folder`. */
export const nginxConfig = (
  spec: OriginSpec,
  folder: string,
  ports: { readonly origin: number; readonly status: number },
): string => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr error;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
  access_log off;
  default_type application/json;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  open_file_cache max=16;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((part) => `${part}_temp_path ${folder}/${part};`).join('\n  ')}
  server {
    listen 127.0.0.1:${ports.status};
    location = ${STATUS_PATH} { stub_status; }
  }
  server {
    listen 127.0.0.1:${ports.origin} backlog=4096${spec.tls ? ' ssl' : ''};
    ${spec.tls ? `ssl_certificate ${folder}/identity.pem; ssl_certificate_key ${folder}/identity.pem;` : ''}
    location / {
      root ${folder};
      try_files /body =404;
      ${spec.gzip ? 'add_header Content-Encoding gzip;' : ''}
    }
  }
}
`
