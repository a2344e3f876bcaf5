using System.Text;
using System.Text.Json;

namespace Reliability.Common.Internal;

/// <summary>The forms in which values are written.</summary>
internal static class StoredShapes
{
    public static bool Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (reader.ValueIsEscaped)
        {
            _ = reader.GetString(); // An escape can be invalid.
        }

        return true;
    }

    public static bool Moment(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out _);

    public static StoredShape Word<T>(WordTable<T> table)
        where T : struct, Enum
    {
        byte[][] words = [.. table.Words.Select(Encoding.UTF8.GetBytes)];
        return (ref Utf8JsonReader reader) =>
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                return false;
            }

            foreach (byte[] word in words)
            {
                if (reader.ValueTextEquals(word))
                {
                    return true;
                }
            }

            return false;
        };
    }

    public static StoredShape ListOf(StoredShape item) => (ref Utf8JsonReader reader) =>
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!item(ref reader))
            {
                return false;
            }
        }

        return true;
    };

    /// <param name="required">The properties that are always written.</param>
    /// <param name="optional">The properties that are absent if they have no value.</param>
    public static StoredShape Object((string Name, StoredShape Shape)[] required, params (string Name, StoredShape Shape)[] optional)
    {
        (byte[] Name, StoredShape Shape)[] properties =
            [.. required.Concat(optional).Select(one => (Encoding.UTF8.GetBytes(one.Name), one.Shape))];
        int all = (1 << required.Length) - 1;
        return (ref Utf8JsonReader reader) =>
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            int seen = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int i = IndexOf(ref reader, properties);
                if (i < 0 || (seen & (1 << i)) != 0 || !reader.Read() || !properties[i].Shape(ref reader))
                {
                    return false;
                }

                seen |= 1 << i;
            }

            return (seen & all) == all;
        };
    }

    private static int IndexOf(ref Utf8JsonReader reader, (byte[] Name, StoredShape Shape)[] properties)
    {
        for (int i = 0; i < properties.Length; i++)
        {
            if (reader.ValueTextEquals(properties[i].Name))
            {
                return i;
            }
        }

        return -1;
    }
}
