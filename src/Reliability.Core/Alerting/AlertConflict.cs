namespace Reliability.Alerting;

/// <summary>An objective that a newer deployment defines otherwise. This process leaves it alone, so that alerts do not come and go with whoever looks.</summary>
/// <param name="Slo">The objective.</param>
/// <param name="NewerSince">When the process of the newer definition started.</param>
/// <param name="OlderSince">When this process started.</param>
public sealed record AlertConflict(string Slo, DateTimeOffset NewerSince, DateTimeOffset OlderSince);
