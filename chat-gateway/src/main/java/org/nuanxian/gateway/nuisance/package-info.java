/** Harassment that volunteers ended: tagged, reviewed, and told to the person. */
package org.nuanxian.gateway.nuisance;
