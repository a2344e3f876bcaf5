namespace Reliability.Dashboard.Internal;

/// <summary>What a replay shows.</summary>
/// <param name="Dashboard">The dashboard that asks.</param>
/// <param name="Kind">The kind of page.</param>
/// <param name="Item">The objective or the experiment; empty for the overview.</param>
/// <param name="At">The time.</param>
internal readonly record struct ReplayKey(object Dashboard, string Kind, string Item, DateTimeOffset At);
