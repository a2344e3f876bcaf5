using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Reliability.Storage.Internal;

/// <summary>Validates JSON that is passed to a store, so that every adapter can rely on it.</summary>
internal static class StoreJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Require(string json, [CallerArgumentExpression(nameof(json))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(json, parameter);
        byte[] bytes = Encode(json, parameter);
        if (bytes.Length > Document.MaxBytes)
        {
            throw new ArgumentException(
                $"A document must have at most {Document.MaxBytes} bytes of UTF-8; this one has {bytes.Length}.",
                parameter);
        }

        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"A document must be valid JSON. {e.Message}", parameter, e);
        }

        return json;
    }

    private static byte[] Encode(string json, string? parameter)
    {
        try
        {
            return StrictUtf8.GetBytes(json);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException(
                $"A document must be valid Unicode; there is half a surrogate pair at index {e.Index}.",
                parameter,
                e);
        }
    }
}
