namespace Reliability.AspNetCore.Internal;

/// <summary>Postmortems, the latest draft first. <c>TotalCount</c> counts all that match.</summary>
internal sealed record PostmortemList(
    IReadOnlyList<PostmortemSummary> Postmortems, int TotalCount, IReadOnlyList<UnreadableResource> Unreadable);
