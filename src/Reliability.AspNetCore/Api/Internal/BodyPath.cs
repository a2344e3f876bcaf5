using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Internal;

/// <summary>Names the place in a body of what is rejected there, such as <c>content.actions[2].title</c>.</summary>
internal static class BodyPath
{
    private const int MaxLength = 500;

    public static T At<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw Fault(path, WriteFaults.Text(e));
        }
        catch (BadQueryException e)
        {
            throw Fault(path, e.Message);
        }
    }

    /// <summary>Converts the items of a list, each at its own place.</summary>
    public static IReadOnlyList<TItem> Each<TBody, TItem>(string path, IReadOnlyList<TBody?>? items, Func<TBody, TItem> make)
        where TBody : class =>
    [
        .. (items ?? []).Select((one, i) => At(
            FormattableString.Invariant($"{path}[{i}]"),
            () => make(one ?? throw new BadQueryException("An item must be an object, and not null.")))),
    ];

    /// <summary>A text that begins with a field continues the path; a sentence follows it.</summary>
    private static BadQueryException Fault(string path, string text) =>
        new(Names.Shorten($"{path}{(char.IsLower(text[0]) ? "." : ": ")}{text}", MaxLength));
}
