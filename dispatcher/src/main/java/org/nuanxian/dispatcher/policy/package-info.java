/** What a city decides about who serves whom. See {@code ops/docs/dispatcher.md}. */
package org.nuanxian.dispatcher.policy;
