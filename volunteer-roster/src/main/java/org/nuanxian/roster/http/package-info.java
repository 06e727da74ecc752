/** The roster's part of the HTTP API, see ops/docs/roster.md. */
package org.nuanxian.roster.http;
