namespace Reliability.Dashboard.Internal;

/// <summary>The burn rate of one window.</summary>
internal sealed record BurnCell
{
    /// <summary>Gets the window, such as <c>1h</c>.</summary>
    public required string Window { get; init; }

    /// <summary>Gets the burn rate; <see langword="null"/> without units.</summary>
    public decimal? Rate { get; init; }
}
