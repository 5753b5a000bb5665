"""A kernel of a language of its own: it prints each cell in capitals."""

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class ShoutingKernel(Kernel):
    implementation = "shouting"
    implementation_version = "1"
    banner = ""
    language_info = {"name": "shout", "version": "1.0", "mimetype": "text/plain", "file_extension": ".txt"}

    async def do_execute(self, code, silent, *args, **kwargs):
        if not silent:
            self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": f"{code.upper()}\n"})
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}


IPKernelApp.launch_instance(kernel_class=ShoutingKernel)
