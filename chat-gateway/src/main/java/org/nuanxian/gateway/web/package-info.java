/** The pages that are built out of {@code web} and the contract that they speak. */
package org.nuanxian.gateway.web;
