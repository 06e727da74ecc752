/** How soon a caller and a volunteer hear each other, by a real PBX. See ops/docs/bench.md. */
package org.nuanxian.bench.hotline;
