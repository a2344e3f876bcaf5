using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>Selects deployments of a service, the newest start first.</summary>
public sealed record DeploymentQuery
{
    /// <summary>The maximum size of a page: 1,000.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the environment. Default: <see langword="null"/>, which means all.</summary>
    public string? Environment { get; init; }

    /// <summary>Gets the earliest start, inclusive. Default: no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the latest start, exclusive. Default: no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets the <see cref="DeploymentPage.Next"/> of the page before. Default: the first page.</summary>
    /// <exception cref="ArgumentException">The text is not a place in a list.</exception>
    public string? After { get; init => field = value is null ? null : Internal.DeploymentPlace.Require(value); }

    /// <summary>Gets the size of the page: 1 to <see cref="MaxPageSize"/>. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int PageSize { get; init => field = Check.Between(value, 1, MaxPageSize, nameof(PageSize)); } = 100;
}
