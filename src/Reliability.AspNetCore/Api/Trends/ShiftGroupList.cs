namespace Reliability.AspNetCore.Internal;

/// <summary>The shifts of several metrics at about the same time, the latest first.</summary>
internal sealed record ShiftGroupList(IReadOnlyList<ShiftGroupResource> Groups);
