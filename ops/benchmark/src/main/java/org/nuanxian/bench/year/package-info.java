/** A year of a city, lived by the real scripts in virtual time. See ops/docs/bench.md. */
package org.nuanxian.bench.year;
