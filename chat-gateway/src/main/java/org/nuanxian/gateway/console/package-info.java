/** The volunteer's and supervisor's socket. See {@code ops/docs/console.md}. */
package org.nuanxian.gateway.console;
