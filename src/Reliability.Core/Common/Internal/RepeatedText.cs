using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reliability.Common.Internal;

/// <summary>
/// Reads a text that many documents of a collection share, such as the name of a team or a word of an enum: one that the thread read
/// shortly before is not built again. A list of many items then keeps each such text once.
/// </summary>
internal sealed class RepeatedText : JsonConverter<string>
{
    private const int Places = 256;
    private const int MaxLength = 100;

    [ThreadStatic]
    private static string?[]? _recent;

    public static string? Read(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.HasValueSequence ? [] : reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || text.Length is 0 or > MaxLength)
        {
            return reader.GetString();
        }

        ref string? place = ref (_recent ??= new string?[Places])[PlaceOf(text)];
        if (place is not null && place.Length == text.Length && Ascii.Equals(text, place))
        {
            return place;
        }

        return place = reader.GetString();
    }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>Texts that share a place only push each other out.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> text)
    {
        Span<byte> ends = stackalloc byte[16];
        int length = Math.Min(text.Length, 8);
        text[..length].CopyTo(ends);
        text[^length..].CopyTo(ends[8..]);
        ulong hash = (BinaryPrimitives.ReadUInt64LittleEndian(ends) * 0x9E3779B97F4A7C15)
            ^ ((BinaryPrimitives.ReadUInt64LittleEndian(ends[8..]) + (ulong)text.Length) * 0xC2B2AE3D27D4EB4F);
        return (int)(hash >> 56);
    }
}
