import type { SampleAccount } from "../world/tenants.ts";
import { customerIdOf, numberOf, TIME_ZONE, userIdOf } from "./entities.ts";
import { type MicrosoftError, TRACKING_ID } from "./errors.ts";

const CUSTOMER = "https://bingads.microsoft.com/Customer/v13";
const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The text of the first element of that name, whatever its prefix. */
export const elementOf = (xml: string, name: string): string | undefined =>
  new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1];

/** The operation that an envelope calls: the first element of its body, `GetUserRequest` without `Request`. */
export const operationOf = (xml: string): string | undefined =>
  /<(?:[\w-]+:)?Body[^>]*>\s*<(?:[\w-]+:)?(\w+?)Request[\s/>]/.exec(xml)?.[1];

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>` +
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>` +
  `<h:TrackingId xmlns:h="${CUSTOMER}">${TRACKING_ID}</h:TrackingId></s:Header><s:Body>${body}</s:Body></s:Envelope>`;

export const userEnvelope = (tenantId: string): string =>
  envelope(
    `<GetUserResponse xmlns="${CUSTOMER}"><User xmlns:a="${CUSTOMER}/Entities" xmlns:i="${INSTANCE}">` +
      `<a:CustomerId>${customerIdOf(tenantId)}</a:CustomerId><a:Id>${userIdOf(tenantId)}</a:Id>` +
      `<a:UserName>agency</a:UserName></User></GetUserResponse>`,
  );

const accountElement = (account: SampleAccount): string =>
  `<a:AdvertiserAccount><a:CurrencyCode>${account.currency}</a:CurrencyCode><a:Id>${account.id}</a:Id>` +
  `<a:Name>${escaped(account.name)}</a:Name><a:Number>${numberOf(account)}</a:Number>` +
  `<a:ParentCustomerId>${customerIdOf(account.tenantId)}</a:ParentCustomerId>` +
  `<a:AccountLifeCycleStatus>Active</a:AccountLifeCycleStatus><a:TimeZone>${TIME_ZONE}</a:TimeZone>` +
  `<a:TaxCertificate i:nil="true"/></a:AdvertiserAccount>`;

export const accountsEnvelope = (accounts: readonly SampleAccount[]): string =>
  envelope(
    `<SearchAccountsResponse xmlns="${CUSTOMER}"><Accounts xmlns:a="${CUSTOMER}/Entities" xmlns:i="${INSTANCE}">` +
      `${accounts.map(accountElement).join("")}</Accounts></SearchAccountsResponse>`,
  );

export const faultEnvelope = (error: MicrosoftError): string =>
  envelope(
    `<s:Fault><faultcode>s:Server</faultcode><faultstring>Invalid client data. Check the SOAP fault details for more information</faultstring>` +
      `<detail><AdApiFaultDetail xmlns="https://adapi.microsoft.com"><TrackingId>${TRACKING_ID}</TrackingId><Errors><AdApiError>` +
      `<Code>${error.code}</Code><Detail/><ErrorCode>${error.errorCode}</ErrorCode><Message>${escaped(error.message)}</Message>` +
      `</AdApiError></Errors></AdApiFaultDetail></detail></s:Fault>`,
  );
