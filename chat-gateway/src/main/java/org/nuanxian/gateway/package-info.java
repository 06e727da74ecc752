/** How people reach each other. */
package org.nuanxian.gateway;
