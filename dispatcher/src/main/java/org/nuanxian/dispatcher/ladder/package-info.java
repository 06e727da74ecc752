/** Who is called by an escalation, how and by when: what a city decides about it. */
package org.nuanxian.dispatcher.ladder;
