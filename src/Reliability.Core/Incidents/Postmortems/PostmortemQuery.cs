using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Selects postmortems.</summary>
public sealed record PostmortemQuery
{
    /// <summary>The maximum of <see cref="MaxCount"/>.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Gets the service. Default: all.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public string? Service { get; init => field = value is null ? null : Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the status. Default: all.</summary>
    public PostmortemStatus? Status { get; init; }

    /// <summary>Gets the earliest time of the draft, inclusive. Default: all.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the latest time of the draft, exclusive. Default: all.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets the maximum number of postmortems, 1 to <see cref="MaxPageSize"/>. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxCount { get; init => field = Check.Between(value, 1, MaxPageSize, nameof(MaxCount)); } = 100;

    internal bool Matches(Postmortem one) =>
        (Status is null || one.Status == Status)
        && (From is null || one.CreatedAt >= From)
        && (To is null || one.CreatedAt < To);
}
