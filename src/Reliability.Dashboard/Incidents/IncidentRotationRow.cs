namespace Reliability.Dashboard.Internal;

/// <summary>The pages of one rotation of who is on call.</summary>
internal sealed record IncidentRotationRow
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required int Pages { get; init; }

    /// <summary>Gets how many of them fired out of working hours.</summary>
    public required int OutOfHours { get; init; }
}
