using Reliability.Releases;

namespace Reliability.Core.Tests.Releases;

public sealed class DeploymentTestCheckTests : IDisposable
{
    private readonly Register _register = new();

    public void Dispose() => _register.Dispose();

    [Fact]
    public async Task It_objects_to_nothing_that_was_not_asked_for()
    {
        await _register.StartAsync("build-1", "4.7.1");
        await _register.TestAsync("build-1", new TestResults { Passed = 0, Failed = 3, Skipped = 0 });
        (await new DeploymentTestCheck(_register.Deployments).CheckAsync("shop", default)).Should().BeEmpty();
        (await new DeploymentTestCheck(_register.Deployments, onMissing: GateVerdict.Block).CheckAsync("shop", default)).Should().BeEmpty();
        (await Asked.CheckAsync("unknown", default)).Should().BeEmpty("its deployments are not recorded here");
    }

    [Fact]
    public async Task Tests_that_failed_and_that_are_missing_have_a_code_each()
    {
        (await ReasonAsync()).Should()
            .Be((GateVerdict.Warn, "TestsMissing", "No deployment to Production is recorded, so no tests are known."));
        await _register.StartAsync("build-1", "4.7.1");
        (await ReasonAsync()).Should()
            .Be((GateVerdict.Warn, "TestsMissing", "No test results are attached to deployment 4.7.1 to Production."));
        await _register.TestAsync("build-1", new TestResults { Passed = 8, Failed = 2, Skipped = 0, FailedTests = ["Cart.pays", "b"] });
        (await ReasonAsync()).Should().Be(
            (GateVerdict.Block, "TestsFailed", "2 of 10 tests of deployment 4.7.1 to Production failed; the first is 'Cart.pays'."));
        await _register.TestAsync("build-1", new TestResults { Passed = 10, Failed = 0, Skipped = 0 });
        (await Asked.CheckAsync("shop", default)).Should().BeEmpty();
        await _register.TestAsync("build-1", new TestResults { Passed = 3, Failed = 0, Skipped = 0, IsAborted = true }, "browser");
        (await ReasonAsync()).Code.Should().Be("TestsFailed");
    }

    [Fact]
    public async Task Results_without_a_test_that_ran_are_missing()
    {
        await _register.StartAsync("build-1", "4.7.1");
        await _register.TestAsync("build-1", new TestResults { Passed = 0, Failed = 0, Skipped = 5 });
        (await ReasonAsync()).Should()
            .Be((GateVerdict.Warn, "TestsMissing", "No test of deployment 4.7.1 to Production passed or failed."));
        await _register.TestAsync("build-1", new TestResults { Passed = 0, Failed = 0, Skipped = 0 });
        (await ReasonAsync()).Code.Should().Be("TestsMissing");
    }

    [Fact]
    public async Task The_newest_deployment_to_the_environment_counts()
    {
        await _register.RecordAsync("build-1", "4.7.1", Register.Noon.AddHours(-1));
        await _register.TestAsync("build-1", new TestResults { Passed = 10, Failed = 0, Skipped = 0 });
        await _register.RecordAsync("staged", "4.7.2", environment: "Staging");
        (await Asked.CheckAsync("shop", default)).Should().BeEmpty();
        await _register.StartAsync("build-2", "4.7.2");
        (await ReasonAsync()).Code.Should().Be("TestsMissing");
    }

    private DeploymentTestCheck Asked => new(_register.Deployments, onFailed: GateVerdict.Block, onMissing: GateVerdict.Warn);

    private async Task<(GateVerdict Verdict, string Code, string Message)> ReasonAsync()
    {
        GateReason reason = (await Asked.CheckAsync("shop", default)).Single();
        return (reason.Verdict, reason.Code, reason.Message);
    }
}
