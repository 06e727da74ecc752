/** Speed, measured beside a floor and a peer in one run. */
package org.nuanxian.bench;
