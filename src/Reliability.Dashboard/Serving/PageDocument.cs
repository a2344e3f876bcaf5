using System.Text.Json.Serialization;

namespace Reliability.Dashboard.Internal;

/// <summary>What the twin of every page of one item begins with.</summary>
internal abstract record PageDocument
{
    /// <summary>Gets the title of the dashboard.</summary>
    [JsonPropertyOrder(-4)]
    public string Title { get; init; } = string.Empty;

    /// <summary>Gets the time of the read.</summary>
    [JsonPropertyOrder(-3)]
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the zone in which the page shows times.</summary>
    [JsonPropertyOrder(-2)]
    public string Zone { get; init; } = string.Empty;

    /// <summary>Gets the time of the past that is shown; <see langword="null"/> for the present.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PastNote? Past { get; init; }

    /// <summary>Gets why the store cannot be read since then; <see langword="null"/> if it can.</summary>
    [JsonPropertyOrder(-1)]
    public string? Problem { get; init; }

    /// <summary>Gets the age in seconds at the last read that failed; <see langword="null"/> if the store can be read.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? AgeSeconds { get; init; }
}
