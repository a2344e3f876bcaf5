namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The stored evidence of an experiment by day. <c>Next</c> is the day to pass as <c>after</c>, or null on the last page.
/// </summary>
internal sealed record EvidenceList(
    string Key, string Service, string State, IReadOnlyList<EvidenceDayResource> Days, string? Next);
