using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>What the reader of the overview asked for in the address.</summary>
internal sealed record OverviewQuery
{
    /// <summary>The number of rows of a list on one page.</summary>
    public const int PageSize = 50;

    /// <summary>The name of the parameter of <see cref="Value"/>.</summary>
    public const string ValueName = "value";

    private static readonly string[] _sorts = ["worst", "name", "service", "remaining", "burn"];
    private static readonly string[] _states = [.. Enum.GetNames<BudgetState>()];

    /// <summary>Gets the service that is shown alone; <see langword="null"/> for all.</summary>
    public string? Service { get; init; }

    /// <summary>Gets the state that is shown alone; <see langword="null"/> for all.</summary>
    public string? State { get; init; }

    /// <summary>Gets a part of the names that are shown; <see langword="null"/> for all.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the order of the objectives.</summary>
    public string Sort { get; init; } = "worst";

    /// <summary>Gets the number of the page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Gets the number of the page of the experiments, from 1.</summary>
    public int Experiments { get; init; } = 1;

    /// <summary>Gets the number of the page of the trends, from 1.</summary>
    public int Trends { get; init; } = 1;

    /// <summary>Gets the record after which the page of a register begins; <see langword="null"/> for the first page.</summary>
    public string? After { get; init; }

    /// <summary>Gets the value of a split metric that is shown alone; <see langword="null"/> for the total.</summary>
    public string? Value { get; init; }

    /// <summary>Gets the time of the past that is shown; <see langword="null"/> for the present.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Gets a text that differs between queries.</summary>
    public string Key => $"{Service}\n{State}\n{Name}\n{Sort}\n{Page}\n{Experiments}\n{Trends}\n{At?.UtcTicks}\n{After}\n{Value}";

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="BadParameterException">A parameter is not valid.</exception>
    public static OverviewQuery Of(
        IQueryCollection query, IEnumerable<string> services, TimeZoneInfo zone, DateTimeOffset now) => new()
        {
            Service = One(query, "service") is { } service ? Known("service", service, services, isShown: false) : null,
            State = One(query, "state") is { } state ? Known("state", state, _states) : null,
            Name = One(query, "name") is { } name
            ? name.Length <= 200 ? name : throw new BadParameterException("name: at most 200 characters are valid.")
            : null,
            Sort = One(query, "sort") is { } sort ? Known("sort", sort, _sorts) : "worst",
            Page = Number(query, "page"),
            Experiments = Number(query, "experiments"),
            Trends = Number(query, "trends"),
            At = PastTime.Of(query, zone, now),
        };

    /// <summary>Reads the value of a split metric.</summary>
    /// <exception cref="BadParameterException">There are several.</exception>
    public static string? ValueOf(IQueryCollection query) => One(query, ValueName);

    private static int Number(IQueryCollection query, string name) => One(query, name) is not { } page ? 1
        : int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 10_000 ? number
        : throw new BadParameterException($"{name}: the number of a page is valid, 1 to 10000.");

    private static string? One(IQueryCollection query, string name) => query[name] switch
    {
        [] => null,
        [{ Length: > 0 } value] => value,
        [_] => null,
        _ => throw new BadParameterException($"{name}: one value is valid."),
    };

    /// <summary>What the request said is never repeated: the message names what would be valid.</summary>
    private static string Known(string name, string value, IEnumerable<string> valid, bool isShown = true) =>
        valid.FirstOrDefault(one => one.Equals(value, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadParameterException(isShown
            ? $"{name}: one of {string.Join(", ", valid)} is valid."
            : $"{name}: the name of a service that this page shows is valid.");
}
