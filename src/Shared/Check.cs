using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Reliability.Common.Internal;

/// <summary>
/// The one way in which input is rejected. A message names the parameter or the setting, the value, and the values that are valid, and is
/// the same in every culture. The file is compiled into each package.
/// </summary>
internal static class Check
{
    /// <summary>Whole numbers up to here are exact as doubles.</summary>
    public const long MaxUnits = 1L << 53;

    /// <param name="valid">Whether the value is valid.</param>
    /// <param name="value">The value.</param>
    /// <param name="rule">A sentence that says which values are valid.</param>
    /// <param name="parameter">The parameter.</param>
    public static void That<T>([DoesNotReturnIf(false)] bool valid, T value, string rule, string parameter)
    {
        if (!valid)
        {
            throw OutOfRange(value, rule, parameter);
        }
    }

    /// <inheritdoc cref="That{T}(bool, T, string, string)"/>
    public static void That<T>(
        [DoesNotReturnIf(false)] bool valid,
        T value,
        [InterpolatedStringHandlerArgument(nameof(valid))] InvariantText rule,
        string parameter)
    {
        if (!valid)
        {
            throw OutOfRange(value, rule.ToString(), parameter);
        }
    }

    public static T Between<T>(T value, T low, T high, [CallerArgumentExpression(nameof(value))] string parameter = "")
        where T : IComparable<T> =>
        value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0
            ? value
            : throw Reject(value, Rejection(value, low, high), parameter);

    public static T AtLeast<T>(T value, T low, [CallerArgumentExpression(nameof(value))] string parameter = "")
        where T : IComparable<T> =>
        value.CompareTo(low) >= 0 ? value : throw Reject(value, Rejection(value, Text($"{low} or more")), parameter);

    public static double Inside(double value, double low, double high, string parameter) =>
        value > low && value < high
            ? value
            : throw Reject(value, Rejection(value, Text($"a number above {low} and below {high}")), parameter);

    public static double Positive(double value, string parameter) =>
        value > 0 && double.IsFinite(value) ? value : throw Reject(value, Rejection(value, "a finite number above 0"), parameter);

    public static double Finite(double value, string parameter) =>
        double.IsFinite(value) ? value : throw Reject(value, Rejection(value, "a finite number"), parameter);

    public static TimeSpan Positive(TimeSpan value, string parameter) =>
        value > TimeSpan.Zero ? value : throw Reject(value, PositiveRejection(value), parameter);

    /// <summary>Requires a named value of an enum, and rejects those that decide nothing.</summary>
    public static T Word<T>(T value, string parameter, params ReadOnlySpan<T> undecided)
        where T : struct, Enum =>
        WordRejection(value, undecided) is { } rejection ? throw Reject(value, rejection, parameter) : value;

    public static TimeZoneInfo Zone(string zone, string parameter) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) && found.HasIanaId
            ? found
            : throw new ArgumentException(
                Rejection(zone, "an IANA time zone that this machine knows, such as 'UTC' or 'Europe/Berlin'"), parameter);

    /// <summary>Requires a time zone with an IANA name. All names of UTC become the same zone.</summary>
    public static TimeZoneInfo NamedZone(TimeZoneInfo zone, string parameter)
    {
        ArgumentNullException.ThrowIfNull(zone, parameter);
        if (zone.Id is "Etc/UTC" or "Etc/UCT" or "Etc/Universal" or "Etc/Zulu" or "UCT" or "Universal" or "Zulu" or "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        return zone.HasIanaId
            ? zone
            : throw new ArgumentException(Rejection(zone.Id, "a time zone with an IANA name, such as 'UTC' or 'Europe/Berlin'"), parameter);
    }

    /// <summary>Requires a list without null.</summary>
    public static void Items<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string parameter = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                throw new ArgumentException(Text($"A list must not contain null; item {i} is null."), parameter);
            }
        }
    }

    /// <summary>Copies a list without null, because the caller may change it while the call waits for its turn.</summary>
    public static T[] Copy<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string parameter = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        if (items.Count == 0)
        {
            return [];
        }

        T[] copy = [.. items];
        Items(copy, parameter);
        return copy;
    }

    /// <summary>Returns the exception for a value that breaks a rule, for an arm that must throw.</summary>
    public static ArgumentOutOfRangeException OutOfRange(object? value, string rule, string parameter) =>
        Reject(value, $"{Show(value)} is not valid. {rule}", parameter);

    /// <inheritdoc cref="OutOfRange(object?, string, string)"/>
    public static ArgumentOutOfRangeException OutOfRange(object? value, InvariantText rule, string parameter) =>
        OutOfRange(value, rule.ToString(), parameter);

    /// <summary>Returns the exception for a list or a record whose parts break a rule, which the message names.</summary>
    public static ArgumentOutOfRangeException Fault(string message, string parameter) => new(parameter, message);

    /// <summary>Returns the sentence about a value outside of a range.</summary>
    public static string Rejection<T>(T value, T low, T high) => Rejection(value, Text($"from {low} to {high}"));

    /// <summary>Returns the sentence about a value. <paramref name="valid"/> completes "The value must be".</summary>
    public static string Rejection(object? value, string valid) => $"{Show(value)} is not valid. The value must be {valid}.";

    public static string PositiveRejection(TimeSpan value) => Rejection(value, Text($"a duration above {TimeSpan.Zero}"));

    /// <summary>Returns the sentence about a value that is not a deciding word of its enum; <c>null</c> if it is one.</summary>
    public static string? WordRejection<T>(T value, params ReadOnlySpan<T> undecided)
        where T : struct, Enum
    {
        if (Enum.IsDefined(value) && !undecided.Contains(value))
        {
            return null; // Every record that is read from a store comes here several times.
        }

        var words = new List<T>();
        foreach (T word in Enum.GetValues<T>())
        {
            if (!undecided.Contains(word))
            {
                words.Add(word);
            }
        }

        return Rejection(value, $"one of {string.Join(", ", words)}");
    }

    public static string Text(InvariantText text) => text.ToString();

    private static ArgumentOutOfRangeException Reject(object? value, string message, string parameter) => new(parameter, value, message);

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"'{Names.Shorten(text)}'",
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        _ => Text($"{value}"),
    };
}
