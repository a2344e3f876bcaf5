using System.Text;
using CsCheck;

namespace ExperimentSample.Tests;

public sealed class ConversionFileTests
{
    private static readonly ArmCounts[] OneEach = [new("a", 1, 1), new("b", 1, 0)];

    [Theory]
    [InlineData("with a header", "unit,variant,converted\n1,a,1\n2,b,0\n")]
    [InlineData("without one", "1,a,1\n2,b,0\n")]
    [InlineData("without a last line feed", "1,a,1\n2,b,0")]
    [InlineData("CR LF", "unit,variant,converted\r\n1,a,1\r\n2,b,0\r\n")]
    [InlineData("byte order mark", "\ufeffunit,variant,converted\n1,a,1\n2,b,0\n")]
    [InlineData("byte order mark without a header", "\ufeff1,a,1\n2,b,0\n")]
    [InlineData("blank lines", "\n1,a,1\n \t\r\n2,b,0\n\n")]
    [InlineData("words", "1,a,true\n2,b,FALSE\n")]
    [InlineData("quoted", "\"unit\",\"variant\",\"converted\"\n\"1\",\"a\",\"1\"\n2,\"b\",0\n")]
    [InlineData("columns in another order, among others", "Converted,when,VARIANT,unit\n1,Monday,a,1\n0,,b,2\n")]
    public void A_file_is_read(string what, string text)
    {
        ConversionCounts counts = TestCsv.Read(text);

        counts.Arms.Should().Equal(OneEach, what);
        (counts.Rows, counts.Repeated, counts.Crossed, counts.Bad).Should().Be((2, 0, 0, 0), what);
    }

    [Fact]
    public void A_quoted_field_holds_commas_and_quotes()
    {
        TestCsv.Read("\"a, \"\"b\"\"\",\"x,y\",1\n2,\"z\"\"\",0\n").Arms
            .Should()
            .Equal(new ArmCounts("x,y", 1, 1), new ArmCounts("z\"", 1, 0));
    }

    [Fact]
    public void A_unit_counts_once_and_converted_if_one_of_its_lines_says_so()
    {
        ConversionCounts counts = TestCsv.Read("1,a,0\n1,a,1\n1,a,0\n2,b,0\n2,b,0\n");

        counts.Arms.Should().Equal(OneEach);
        (counts.Rows, counts.Repeated, counts.Crossed).Should().Be((5, 3, 0));
    }

    [Fact]
    public void A_unit_in_two_variants_is_crossed_for_good_and_counts_in_none()
    {
        ConversionCounts counts = TestCsv.Read("1,a,1\n2,b,0\n3,a,1\n3,b,1\n3,a,0\n3,a,1\n");

        counts.Arms.Should().Equal(OneEach);
        (counts.Rows, counts.Repeated, counts.Crossed).Should().Be((6, 3, 1));
    }

    [Fact]
    public void Ids_are_compared_as_they_are()
    {
        TestCsv.Read("A,a,1\na,a,0\n a,a,0\né,b,1\ne\u0301,b,1\n").Arms.Should().Equal(new ArmCounts("a", 3, 1), new ArmCounts("b", 2, 2));
    }

    [Theory]
    [InlineData("3,a,yes", "converted is 'yes'; it must be 0, 1, true or false")]
    [InlineData("3,a,2", "converted is '2'")]
    [InlineData("3,a, 1", "converted is ' 1'")]
    [InlineData("3,a,", "converted is ''")]
    [InlineData("3,a", "it has 2 columns; it must have 3: unit, variant, converted")]
    [InlineData("3,a,1,", "it has 4 columns")]
    [InlineData("3;a;1", "it has 1 column;")]
    [InlineData(",a,1", "the unit is empty")]
    [InlineData("3,,1", "the variant is ''; it must have 1 to 200 bytes")]
    [InlineData("3,a\u001b[31m,1", @"the variant is 'a\u001b[31m'; it must have 1 to 200 bytes without control characters")]
    [InlineData("\"3,a,1", "a quote is opened and not closed")]
    [InlineData("\"3\"x,a,1", "'x' follows a closing quote")]
    [InlineData("3\",a,1", "a quote stands within 3\"")]
    public void A_line_that_is_not_legal_is_an_error_that_names_it(string line, string fault)
    {
        string text = $"unit,variant,converted\n1,a,1\n{line}\n2,b,0\n4,b,maybe\n";

        this.Invoking(_ => TestCsv.Read(text))
            .Should()
            .Throw<UsageException>()
            .WithMessage("test.csv, line 3: *--skip-bad*").Which.Message
            .Should()
            .Contain(fault);

        ConversionCounts counts = TestCsv.Read(text, skipsBad: true);
        counts.Arms.Should().Equal(OneEach);
        (counts.Rows, counts.Bad).Should().Be((2, 2));
        counts.BadLines.Select(bad => bad.Number).Should().Equal(3, 5);
        counts.BadLines[0].Fault.Should().Contain(fault);
    }

    [Fact]
    public void A_header_with_other_names_gets_an_error_that_describes_a_header()
    {
        this.Invoking(_ => TestCsv.Read("id,group,sold\n1,a,1\n"))
            .Should()
            .Throw<UsageException>()
            .WithMessage("*line 1: converted is 'sold'*a header that names unit, variant and converted*");
    }

    [Fact]
    public void A_line_that_does_not_fit_memory_or_is_no_text_is_rejected_and_the_next_one_read()
    {
        byte[] longest = Encoding.UTF8.GetBytes($"1,a,1\n{new string('x', ByteLines.MaxBytes - 4)},b,0\n");
        TestCsv.Read(longest).Arms.Should().Equal(OneEach);

        byte[] tooLong = Encoding.UTF8.GetBytes($"1,a,1\n{new string('x', 5 * ByteLines.MaxBytes)},b,0\n2,b,0\n");
        BadLine bad = TestCsv.Read(tooLong, skipsBad: true).BadLines.Should().ContainSingle().Subject;
        bad.Number.Should().Be(2);
        bad.Fault.Should().Contain("65536");
        TestCsv.Read(tooLong, skipsBad: true).Arms.Should().Equal(OneEach);

        byte[] noText = [.. "1,a,1\n"u8, 0xff, .. ",b,0\n2,b,0\n"u8];
        TestCsv.Read(noText, skipsBad: true).BadLines.Should().ContainSingle().Which.Fault.Should().Contain("not UTF-8");
        this.Invoking(_ => TestCsv.Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("1,a,1\n")).ToArray()))
            .Should()
            .Throw<UsageException>()
            .WithMessage("*UTF-16*");
    }

    [Theory]
    [InlineData("", "0 variants in 0 lines")]
    [InlineData("unit,variant,converted\n", "0 variants in 0 lines")]
    [InlineData("1,a,1\n2,a,0\n", "1 variant in 2 lines")]
    public void A_file_without_two_variants_is_rejected(string text, string fault)
    {
        this.Invoking(_ => TestCsv.Read(text)).Should().Throw<UsageException>().WithMessage($"test.csv has {fault}*it must have 2 to 100*");
    }

    [Fact]
    public void Mixed_up_columns_are_noticed()
    {
        string text = string.Concat(Enumerable.Range(0, 200).Select(i => $"a,{i},1\n"));

        this.Invoking(_ => TestCsv.Read(text, skipsBad: true))
            .Should()
            .Throw<UsageException>()
            .WithMessage("*line 101: more than 100 variants*");
    }

    [Fact]
    public void Whatever_the_lines_and_however_they_are_quoted_the_counts_are_those_of_a_naive_reading()
    {
        Gen<(int Unit, int Variant, bool Converted, bool Quoted)> line =
            Gen.Select(Gen.Int[0, 30], Gen.Frequency((9, Gen.Int[0, 1]), (1, Gen.Int[0, 2])), Gen.Bool, Gen.Bool);
        string[] units = [.. Enumerable.Range(0, 31).Select(i => i % 3 == 0 ? $"u{i}" : $"\"u\",{i}\r")];
        Gen.Select(line.Array[0, 60], Gen.Bool).Sample((rows, hasReturn) =>
        {
            // The ends make sure that there are two variants.
            (int Unit, int Variant, bool Converted, bool Quoted)[] all = [.. rows, (100, 0, true, false), (101, 1, false, false)];
            string text =
                string.Concat(all.Select(r =>
                    $"{Field(NameOf(r.Unit), r.Quoted)},{Field($"v{r.Variant}", r.Quoted)},"
                + $"{(r.Converted ? "1" : "false")}{(hasReturn ? "\r\n" : "\n")}"));

            ConversionCounts counts = TestCsv.Read(text);

            var byUnit =
                all.GroupBy(r => r.Unit)
                    .Select(unit => (Variants: unit.Select(r => r.Variant).Distinct().ToArray(), Converted: unit.Any(r => r.Converted)))
                    .ToArray();
            counts.Crossed.Should().Be(byUnit.Count(unit => unit.Variants.Length > 1));
            (counts.Rows, counts.Repeated).Should().Be((all.Length, all.Length - byUnit.Length));
            foreach (ArmCounts arm in counts.Arms)
            {
                var own = byUnit.Where(unit => unit.Variants.Length == 1 && $"v{unit.Variants[0]}" == arm.Variant).ToArray();
                arm.Should().Be(new ArmCounts(arm.Variant, own.Length, own.Count(unit => unit.Converted)));
            }
        }, iter: 300);

        string NameOf(int unit) => unit < units.Length ? units[unit] : $"end{unit}";
        static string Field(
            string text,
            bool isQuoted) =>
                isQuoted || text.IndexOfAny(['"', ',']) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
