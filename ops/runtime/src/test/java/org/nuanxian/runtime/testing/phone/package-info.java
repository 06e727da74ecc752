/** Telephones of the world outside, spoken to by SIP and RTP, and the PBX between them. */
package org.nuanxian.runtime.testing.phone;
