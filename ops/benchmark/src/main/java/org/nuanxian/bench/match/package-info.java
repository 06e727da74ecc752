/** What it takes to bring a help seeker and a volunteer together. */
package org.nuanxian.bench.match;
