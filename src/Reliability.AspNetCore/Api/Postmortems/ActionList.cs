namespace Reliability.AspNetCore.Internal;

/// <summary>Actions, those first that are due first. <c>TotalCount</c> and <c>OverdueCount</c> count all that match.</summary>
internal sealed record ActionList(
    IReadOnlyList<ActionResource> Actions, int TotalCount, int OverdueCount, IReadOnlyList<UnreadableResource> Unreadable);
