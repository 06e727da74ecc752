/** The roster's tables, see ops/docs/roster.md. */
package org.nuanxian.roster.postgres;
