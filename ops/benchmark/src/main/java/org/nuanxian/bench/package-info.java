/** Measures the product beside a floor and a peer in the same run, see ops/docs/bench.md. */
package org.nuanxian.bench;
