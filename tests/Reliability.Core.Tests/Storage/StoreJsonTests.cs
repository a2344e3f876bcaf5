using System.Text;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class StoreJsonTests
{
    private static readonly DocumentId Id = new("shop", "c", "1");

    public static TheoryData<string> Invalid => new()
    {
        "", " ", "a", "{", "{}}", "[1,]", "{\"a\":1,}", "// comment\n1", "/* comment */ 1", "[1 /* comment */]", "'a'", "{a:1}", "01",
        "+1", "1.", ".5", "NaN",
        "Infinity", "-Infinity", "True", "undefined", "\"a", "\"\t\"", "\"\\x\"", "\"\\u12\"", "1 2", "{}\n{}", "\0", "\"a\0b\"", "1\0",
        "\ufeff1",
        new string('[', 65) + new string(']', 65),
    };

    public static TheoryData<string> Valid => new()
    {
        "{}", "1e400", "\"\\u0000\"", "\"\\ud800\"", "{\"a\":1,\"a\":2}", " \r\n\t1 ", "\"\u007f\u0085\u2028\"",
        new string('[', 64) + new string(']', 64),
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void What_is_not_json_is_rejected(string json)
    {
        foreach (Action use in UsesOf(json))
        {
            use.Should().Throw<ArgumentException>().WithMessage("A document must be valid JSON. *").Which.ParamName.Should().Be("json");
        }
    }

    /// <summary>Not a theory: the runner would replace the halves.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_rejected()
    {
        (string Json, int Index)[] cases = [("\"\ud800\"", 1), ("\"ab\udc00\"", 3), ("\ud83d", 0)];
        foreach ((string json, int index) in cases)
        {
            foreach (Action use in UsesOf(json))
            {
                use.Should().Throw<ArgumentException>().WithMessage($"*valid Unicode*index {index}*");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Json_is_kept_as_it_is(string json)
    {
        DocumentWrite.Create(Id, json).Json.Should().BeSameAs(json);
        DocumentWrite.Replace(Id, ETag.New(), json).Json.Should().BeSameAs(json);
        new NewEvent("a", default, json).Json.Should().BeSameAs(json);
    }

    [Fact]
    public void The_limit_of_size_counts_bytes()
    {
        string largest = $"\"{new string('é', (Document.MaxBytes / 2) - 1)}\"";
        Encoding.UTF8.GetByteCount(largest).Should().Be(Document.MaxBytes);
        DocumentWrite.Create(Id, largest).Json.Should().BeSameAs(largest);
        foreach (Action use in UsesOf(largest + " "))
        {
            use.Should()
                .Throw<ArgumentException>()
                .WithMessage($"A document must have at most {Document.MaxBytes} bytes of UTF-8; this one has {Document.MaxBytes + 1}.*");
        }
    }

    [Fact]
    public void A_write_needs_its_parts()
    {
        Action[] uses =
        [
            () => DocumentWrite.Create(null!, "1"),
            () => DocumentWrite.Create(Id, null!),
            () => DocumentWrite.Replace(null!, ETag.New(), "1"),
            () => DocumentWrite.Replace(Id, null!, "1"),
            () => DocumentWrite.Replace(Id, ETag.New(), null!),
        ];
        uses.Should().AllSatisfy(use => use.Should().Throw<ArgumentNullException>());
    }

    [Fact]
    public void Every_write_has_an_etag_of_its_own()
    {
        DocumentWrite create = DocumentWrite.Create(Id, "1");
        DocumentWrite replace = DocumentWrite.Replace(Id, create.ETag, "1");
        create.Expected.Should().BeNull();
        replace.Expected.Should().Be(create.ETag);
        replace.ETag.Should().NotBe(create.ETag);
        DocumentWrite.Create(Id, "1").ETag.Should().NotBe(create.ETag);
    }

    private static Action[] UsesOf(string json) =>
    [
        () => DocumentWrite.Create(Id, json),
        () => DocumentWrite.Replace(Id, ETag.New(), json),
        () => _ = new NewEvent("a", default, json),
    ];
}
