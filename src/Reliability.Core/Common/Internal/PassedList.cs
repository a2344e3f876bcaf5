using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Reliability.Common.Internal;

/// <summary>
/// Reads a list that nobody needs as an empty one if each item has a known form, and otherwise as it is, so that it is rejected where it
/// always is.
/// </summary>
internal sealed class PassedList<T>(StoredShape item, JsonTypeInfo<IReadOnlyList<T>> whole) : JsonConverter<IReadOnlyList<T>>
{
    private readonly StoredShape _shape = StoredShapes.ListOf(item);

    public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Utf8JsonReader passed = reader;
        if (_shape(ref passed))
        {
            reader = passed;
            return [];
        }

        return JsonSerializer.Deserialize(ref reader, whole);
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, whole);
}
