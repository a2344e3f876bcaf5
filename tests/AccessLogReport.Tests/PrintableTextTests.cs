using CsCheck;

namespace AccessLogReport.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("größe 日本 😀", "größe 日本 😀")]
    [InlineData("a\tb\u001b[2J\u007f", @"a\x09b\x1b[2J\x7f")]
    [InlineData("\u0085\u202e\u2028\u00a0", @"\xc2\x85\xe2\x80\xae\xe2\x80\xa8\xc2\xa0")]
    public void Characters_that_act_on_a_terminal_are_shown(string text, string shown)
    {
        PrintableText.From(TestLog.Bytes(text), 120).Should().Be(shown);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_shown()
    {
        PrintableText.From([(byte)'a', 0xff, 0xc3, (byte)'b', 0xf0, 0x9f], 120).Should().Be(@"a\xff\xc3b\xf0\x9f");
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "1234…")]
    [InlineData("123😀", "123😀")]
    [InlineData("1234😀", "1234…")]
    [InlineData("123\u001b", "123…")]
    public void Text_is_cut_between_characters(string text, string shown)
    {
        PrintableText.From(TestLog.Bytes(text), 5).Should().Be(shown);
    }

    [Fact]
    public void Nothing_gets_through_whatever_the_bytes()
    {
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            string text = PrintableText.From(bytes, 120);
            text.Length.Should().BeLessThanOrEqualTo(120);
            text.Should().NotContainAny(Enumerable.Range(0, 32).Concat(Enumerable.Range(127, 33)).Select(c => ((char)c).ToString()));
        });
    }
}
