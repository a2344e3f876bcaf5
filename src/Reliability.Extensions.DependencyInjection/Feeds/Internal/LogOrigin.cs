using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>A declaration of log entries that feed an objective.</summary>
internal sealed record LogOrigin(string Slo, string Category, LogLevel BadFrom)
{
    /// <summary>Gets the name of the event whose entries are good, or null if all entries below the level are.</summary>
    public string? GoodEvent { get; init; }

    /// <summary>Gets what the objective waits for.</summary>
    public string Text => $"log entries of {Category}{(GoodEvent is { } good ? $" with the event {good}" : "")}";

    public bool Takes(string category) =>
        !IsOwn(category)
        && category.StartsWith(Category, StringComparison.Ordinal)
        && (category.Length == Category.Length || category[Category.Length] == '.');

    /// <summary>Whether a category belongs to this library, whose entries about an objective must not feed it.</summary>
    public static bool IsOwn(string category) =>
        category == nameof(Reliability) || category.StartsWith($"{nameof(Reliability)}.", StringComparison.Ordinal);
}
