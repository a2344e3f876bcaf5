using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>A word or phrase that blames, and what to write instead.</summary>
public sealed record BlameWord
{
    /// <summary>
    /// Gets the words, 1 to 200 characters, in upper or lower case. A star at the end of a word stands for any end of it: "careless*".
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, contains a control character or no word.</exception>
    public required string Phrase
    {
        get;
        init => field = AuditText.RequireName(value).Any(char.IsLetterOrDigit)
            ? value
            : throw new ArgumentException($"Phrase must contain a word; '{value}' has none.", nameof(Phrase));
    }

    /// <summary>Gets what to write instead, as a sentence: 1 to 1000 characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Suggestion { get; init => field = AuditText.RequireReason(value); }
}
