/** What is read of a URL that has been parsed; nobody may change it. */
export type ParsedUrl = Readonly<
  Pick<URL, 'href' | 'origin' | 'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'port' | 'hash'>
>
