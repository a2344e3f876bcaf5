using System.Text;
using Reliability.Releases;

namespace Reliability.Core.Tests.Releases;

public sealed class TestResultReaderTests
{
    private const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="1" name="run" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Times creation="2026-03-01T12:00:00" />
          <Results>
            <UnitTestResult testName="Shop.Adds" outcome="Passed" duration="00:00:00.1" />
            <UnitTestResult testName="Shop.Pays" outcome="Failed"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult>
            <UnitTestResult testName="Shop.Rows" outcome="Passed"><InnerResults>
              <UnitTestResult testName="Shop.Rows(1)" outcome="Passed" /><UnitTestResult testName="Shop.Rows(2)" outcome="Passed" />
            </InnerResults></UnitTestResult>
            <UnitTestResult testName="Shop.Later" outcome="NotExecuted" />
            <UnitTestResult testName="Shop.Odd" />
            <TestResultAggregation testName="x" outcome="Passed" />
          </Results>
          <TestDefinitions><UnitTest name="Shop.Adds" /></TestDefinitions>
          <ResultSummary outcome="OUTCOME"><Counters total="99" passed="99" failed="0" /></ResultSummary>
        </TestRun>
        """;

    private const string JUnit = """
        <testsuites tests="99">
          <testsuite name="a" tests="4" failures="1" errors="1">
            <properties><property name="x" value="y" /></properties>
            <testcase classname="Cart" name="adds" time="0.1" />
            <testcase classname="Cart" name="pays"><failure message="no">trace</failure><system-out><![CDATA[<error/>]]></system-out></testcase>
            <testsuite name="inner"><testcase name="loads"><error /></testcase></testsuite>
            <testcase classname="Cart" name="later"><skipped /></testcase>
          </testsuite>
        </testsuites>
        """;

    [Theory]
    [InlineData("Completed", false)]
    [InlineData("Failed", false)]
    [InlineData("Aborted", true)]
    [InlineData("Error", true)]
    public async Task Trx_is_counted_test_by_test(string outcome, bool isAborted)
    {
        TestResults results = await ReadAsync(Trx.Replace("OUTCOME", outcome, StringComparison.Ordinal));
        results.Should().BeEquivalentTo(new { Passed = 2, Failed = 2, Skipped = 1, IsAborted = isAborted, IsPassed = false });
        results.FailedTests.Should().Equal("Shop.Pays", "Shop.Odd");
    }

    [Fact]
    public async Task A_run_that_failed_without_a_failed_test_has_crashed()
    {
        const string Head = """<TestRun><Results><UnitTestResult testName="a" outcome="Passed" /></Results>""";
        TestResults crashed = await ReadAsync(Head + """<ResultSummary outcome="Failed" /></TestRun>""");
        (crashed.Failed, crashed.IsAborted, crashed.IsPassed).Should().Be((0, true, false));
        (await ReadAsync(Head + """<ResultSummary outcome="Completed" /></TestRun>""")).IsPassed.Should().BeTrue();
        (await ReadAsync("<TestRun><Results /></TestRun>")).IsPassed.Should().BeFalse("it has no tests");
    }

    [Fact]
    public async Task JUnit_is_counted_case_by_case_at_any_depth()
    {
        TestResults results = await ReadAsync(JUnit);
        results.Should().BeEquivalentTo(new { Passed = 1, Failed = 2, Skipped = 1, IsAborted = false, Total = 4 });
        results.FailedTests.Should().Equal("Cart.pays", "loads");
        (await ReadAsync("""<testsuite><testcase name="a" /></testsuite>""")).IsPassed.Should().BeTrue();
    }

    [Fact]
    public async Task A_suite_that_states_more_failures_than_it_lists_was_aborted()
    {
        TestResults results = await ReadAsync("""<testsuite errors="1"><testcase name="a" /></testsuite>""");
        (results.Failed, results.IsAborted, results.IsPassed).Should().Be((0, true, false));
    }

    [Theory]
    [InlineData("", "Root element is missing")]
    [InlineData("not xml", "line 1")]
    [InlineData("<TestRun><Results>", "cannot be read")]
    [InlineData("<html><body/></html>", "root element 'html' is neither")]
    [InlineData("<!DOCTYPE t [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><testsuite>&b;</testsuite>", "(DTD) is not allowed")]
    [InlineData("<!DOCTYPE t SYSTEM 'file:///etc/passwd'><testsuite/>", "(DTD) is not allowed")]
    [InlineData("<testsuite>&undefined;</testsuite>", "cannot be read")]
    [InlineData("<testsuite a='1' a='2'/>", "cannot be read")]
    public async Task What_is_no_file_of_results_is_rejected_with_the_reason(string text, string reason) =>
        (await FluentActions.Awaiting(() => ReadAsync(text)).Should().ThrowAsync<FormatException>()).Which.Message.Should().Contain(reason)
            .And.NotContain("DtdProcessing");

    [Fact]
    public async Task Elements_a_million_deep_are_rejected()
    {
        string text = "<testsuite>" + string.Concat(Enumerable.Repeat("<a>", 1_000_000));
        (await FluentActions.Awaiting(() => ReadAsync(text)).Should().ThrowAsync<FormatException>())
            .WithMessage("*more than 100 levels deep*");
    }

    [Fact]
    public async Task A_file_of_a_hundred_megabytes_is_rejected_at_the_limit_without_being_held()
    {
        byte[] head = "<testsuite>"u8.ToArray();
        byte[] test = Encoding.UTF8.GetBytes($"""<testcase name="{new string('n', 1000)}"><system-out>{new string('o', 7000)}</system-out></testcase>""");
        using var endless = new EndlessStream(head, test, 100_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (await FluentActions.Awaiting(() => TestResultReader.ReadAsync(endless).AsTask()).Should().ThrowAsync<FormatException>())
            .WithMessage("*at most 67108864 characters*");
        endless.Position.Should().BeInRange(TestResultReader.MaxCharacters, TestResultReader.MaxCharacters + 100_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(2 * TestResultReader.MaxCharacters * sizeof(char));
    }

    [Fact]
    public async Task Names_of_failed_tests_are_short_and_few_and_have_no_control_characters()
    {
        StringBuilder text = new("<testsuite>");
        for (int i = 0; i < 50; i++)
        {
            text.Append("""<testcase name="line&#10;""").Append('x', 500).Append("""😀"><failure/></testcase>""");
        }

        TestResults results = await ReadAsync(text.Append("</testsuite>").ToString());
        (results.Failed, results.FailedTests.Count).Should().Be((50, TestResults.MaxFailedTests));
        results.FailedTests.Should().OnlyContain(name => name.Length == 200 && name.StartsWith("line\uFFFDx", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reading_can_be_canceled()
    {
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        var file = new MemoryStream("<testsuite/>"u8.ToArray());
        await FluentActions.Awaiting(() => TestResultReader.ReadAsync(file, canceled.Token).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<TestResults> ReadAsync(string text) =>
        await TestResultReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>A beginning and then the same bytes again and again, without holding them.</summary>
    private sealed class EndlessStream(byte[] head, byte[] rest, long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - Position);
            for (int i = 0; i < read; i++, Position++)
            {
                buffer[offset + i] = Position < head.Length ? head[Position] : rest[(Position - head.Length) % rest.Length];
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
