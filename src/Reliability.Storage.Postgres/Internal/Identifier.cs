using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// The rule for names of tables and columns of an application, which may hold any character that PostgreSQL allows in quotes.
/// </summary>
internal static class Identifier
{
    private const int MaxBytes = 63;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Returns what is wrong with a name, or <see langword="null"/>. The server would cut a longer name, to that of another table.
    /// </summary>
    public static string? Fault(string? name) => !string.IsNullOrEmpty(name) && IsText(name) && Encoding.UTF8.GetByteCount(name) <= MaxBytes
        ? null
        : $"must be a name of 1 to {MaxBytes} bytes of UTF-8; it is "
            + (name is null ? "null." : name.Length == 0 ? "empty." : $"'{Names.Shorten(name)}'.");

    /// <summary>Returns a value indicating whether the server can store a text: it is valid Unicode without a null character.</summary>
    public static bool IsText(string text)
    {
        try
        {
            return !text.Contains('\0') && StrictUtf8.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Returns a name in quotes, which are doubled within it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
