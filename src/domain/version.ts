/** The package's version, as it is told to servers in `user-agent`. */
export const VERSION = '0.1.0'
