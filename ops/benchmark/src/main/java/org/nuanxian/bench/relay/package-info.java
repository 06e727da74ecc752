/** How long a message takes from one person to the other, and what it costs. */
package org.nuanxian.bench.relay;
