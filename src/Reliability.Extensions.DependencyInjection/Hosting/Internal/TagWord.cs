using System.Collections.Frozen;
using System.Text.Json;

namespace Reliability.Internal;

/// <summary>
/// The one spelling of words in tags of metrics: lower case with underscores, such as <c>buffer_full</c>, as in the semantic conventions of
/// OpenTelemetry.
/// </summary>
internal static class TagWord
{
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.All[value];

    public static string Of(string text) => JsonNamingPolicy.SnakeCaseLower.ConvertName(text);

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Of(value.ToString()));
    }
}
