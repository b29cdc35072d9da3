package org.glissade.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glissade.backend.Availability;
import org.glissade.backend.Backend;
import org.glissade.backend.Memory;
import org.glissade.backend.Program;
import org.glissade.compile.Plan;
import org.glissade.compile.Step;
import org.glissade.compile.Workspace;
import org.glissade.tensor.Call;

/// The fast backend in plain Java: vector kernels where the Vector API is there, plain loops
/// elsewhere.
public final class CpuBackend implements Backend {
    private final KernelChoice choice;

    /// For [java.util.ServiceLoader].
    public CpuBackend() {
        this(KernelChoice.shared());
    }

    CpuBackend(KernelChoice choice) {
        this.choice = choice;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String description() {
        return choice.kernels().name()
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors";
    }

    @Override
    public Availability availability() {
        return Availability.yes();
    }

    @Override
    public Optional<String> advice() {
        return choice.advice();
    }

    @Override
    public int preference() {
        return 100;
    }

    @Override
    public boolean claims(Call call) {
        return false;
    }

    @Override
    public Workspace workspace(Step step) {
        return CpuSteps.workspace(choice.kernels(), step);
    }

    @Override
    public Program load(Plan plan, Memory memory, int threads) {
        CpuSteps steps = new CpuSteps(choice.kernels(), threads);
        for (Step step : plan.constants()) {
            steps.bind(step, memory).forEach(Work::run);
        }
        List<Work> works = new ArrayList<>();
        for (Step step : plan.steps()) {
            works.addAll(steps.bind(step, memory));
        }
        return new CpuProgram(choice.kernels(), works, threads);
    }
}
