using Reliability.Common.Internal;
namespace Reliability.AspNetCore.Internal;

/// <summary>Reads the words of requests about incidents.</summary>
internal static class IncidentQueryText
{
    /// <summary>Returns the value that a word names, in upper or lower case. No word names the value 0, which decides nothing.</summary>
    /// <exception cref="BadQueryException">No value has this name.</exception>
    public static T Word<T>(string text, string parameter)
        where T : struct, Enum
    {
        T[] values = [.. Enum.GetValues<T>().Where(value => !value.Equals(default(T)))];
        foreach (T value in values)
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new BadQueryException($"{parameter}: {Check.Rejection(text, $"one of {string.Join(", ", values)}")}");
    }
}
