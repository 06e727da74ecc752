/** Who is on shift: the adapter behind {@link org.nuanxian.dispatcher.Duty}. */
package org.nuanxian.dispatcher.roster;
