using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reliability.Common.Internal;

/// <summary>
/// Reads a text that nobody needs as none if it is plain, and otherwise as it is, so that it is rejected where it always is.
/// </summary>
internal sealed class PassedText(int maxLength) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        bool isPlain = reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false, HasValueSequence: false }
            && reader.ValueSpan.Length <= maxLength
            && !reader.ValueSpan.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            && reader.ValueSpan.ContainsAnyExcept((byte)' ');
        return isPlain ? null : reader.GetString();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
