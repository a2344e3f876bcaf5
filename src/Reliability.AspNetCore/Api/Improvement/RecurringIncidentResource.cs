namespace Reliability.AspNetCore.Internal;

/// <summary>An incident that came again, and what had become of the prevention.</summary>
internal sealed record RecurringIncidentResource(string Service, string Id, string OfId, bool IsExplicit, string Prevention);
