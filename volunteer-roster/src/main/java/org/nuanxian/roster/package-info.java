/** Who can serve, and when. */
package org.nuanxian.roster;
