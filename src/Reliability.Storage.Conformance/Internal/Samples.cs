namespace Reliability.Storage.Conformance.Internal;

/// <summary>Names and texts that faulty stores change.</summary>
internal static class Samples
{
    /// <summary>
    /// Names that differ, although folding, trimming, normalization, quoting or formatting would make some of them equal.
    /// </summary>
    public static readonly string[] Names =
    [
        "a", "A", " a", "a ", "a/b", "a:b", "a.b", "a\"b", "a'b", "a''b", "a`b", "{a}", "{0}", "%s", "a%", "a_", "*", "a\\b", "--", "$1",
        "caf\u00e9", "cafe\u0301", "\u0391", "\u0410", "\u212b", "\u00c5", "\u65e5\u672c\u8a9e", "\U0001f680", "\u200d", "\ufeff", "\u202e",
        "\uffff",
        "I", "\u0131", "\u0130", "ss", "\u00df", "\u00a0", "null", "NULL", "0", "00", "1", "1.0", "true",
        new('x', 200), new string('x', 199) + "y", string.Concat(Enumerable.Repeat("\U0001f680", 50)),
    ];

    /// <summary>Valid JSON whose exact text matters.</summary>
    public static readonly string[] Json =
    [
        "{}", "[]", "null", "true", "\"\"", "\"a\"", "0", "-0", "1", "1.0", "1e0", "1E+0", "1e400", "-1e-400", "0.1000",
        "123456789012345678901234567890",
        " {\r\n\t\"b\" : 1 ,\n  \"a\" : 2 } \n", "{\"a\":1,\"a\":2}", "{\"\":{}}", "{\"$id\":\"1\",\"__proto__\":null}",
        """["\u0000","\u0041","\/","\ud83d\ude80","\ud800","\udc00\ud800","\uffff"]""",
        "[\"'\",\"''\",\"$1\",\"{0}\",\"--\",\"%s\",\"\u00e9\",\"e\u0301\",\"\U0001f680\",\"\u2028\",\"\ufeff\","
            + "\"\u007f\u0085\",\"\uffff\"]",
        new string('[', 60) + new string(']', 60),
        string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60),
    ];

    /// <summary>Valid JSON of exactly the maximum size.</summary>
    public static readonly string[] MaxJson =
    [
        $"\"{new string('x', Document.MaxBytes - 2)}\"",
        $"\"xx{string.Concat(Enumerable.Repeat("\U0001f680", (Document.MaxBytes / 4) - 1))}\"",
        "1" + new string(' ', Document.MaxBytes - 1),
    ];
}
